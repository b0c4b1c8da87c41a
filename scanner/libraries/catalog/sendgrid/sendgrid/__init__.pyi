from .sendgrid import SendGridAPIClient as SendGridAPIClient
